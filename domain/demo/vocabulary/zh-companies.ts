import { spelledIn, tableIn } from "./lines.ts";

/** Trade names with their pinyin. */
export const ZH_BRANDS = spelledIn(`
恒屹 hengyi, 锐铎 ruiduo, 博岩 boyan, 宸渡 chendu, 启澜 qilan, 沐川 muchuan, 铭泽 mingze, 昱辰 yuchen, 骏熙 junxi, 泓亘 honggen,
卓砺 zhuoli, 翌启 yiqi, 朗钧 langjun, 禾穗 hesui, 鼎泓 dinghong, 凯睿 kairui, 昊岚 haolan, 正源 zhengyuan, 晟和 shenghe, 德润 derun,
精研 jingyan, 华铄 huashuo, 嘉珩 jiaheng, 远帆 yuanfan, 中屿 zhongyu, 力禾 lihe, 三禾 sanhe, 永昶 yongchang, 新柯 xinke, 信诺达 xinnuoda,
瑞崇 ruichong, 海棣 haidi, 天矽 tianxi, 欣川 xinchuan, 和邦 hebang, 长润 changrun, 博隆达 bolongda, 佳程 jiacheng, 捷锐 jierui, 英柏 yingbai,
恒达信 hengdaxin, 众恒 zhongheng, 优耐 younai, 金陵达 jinlingda, 东昇 dongsheng, 巨麦 jumai, 诺晟 nuosheng, 同舟 tongzhou, 立勤 liqin, 丰禾 fenghe,
亿嘉 yijia, 百川通 baichuantong, 旭棠 xutang, 宏景 hongjing, 汇丰源 huifengyuan, 晨拓 chentuo, 兆宇 zhaoyu, 普朗 pulang, 威仕 weishi, 科沃泰 kewotai,
赛特 saite, 金石 jinshi, 迈拓 maituo, 腾岳 tengyue, 创亿 chuangyi, 隆鑫源 longxinyuan, 雅克 yake, 思锐 sirui, 万容 wanrong, 顺铭 shunming,
联合创 lianhechuang, 春和 chunhe, 泰格 taige, 华禹 huayu, 广泽 guangze, 利民 limin, 澳森 aosen, 贝克诺 beikenuo, 奥利 aoli, 纳微 nawei,
清源 qingyuan, 康洛 kangluo, 安普瑞 anpurui, 益诚 yicheng, 宝翔 baoxiang, 振华兴 zhenhuaxing, 天工 tiangong, 至简 zhijian, 云杉 yunshan, 谷丰 gufeng,
溢香 yixiang, 味源 weiyuan, 南山泉 nanshanquan, 绿野 lvye, 农佳 nongjia, 佰味 baiwei, 通途 tongtu, 畅联 changlian, 速必达 subida, 港通 gangtong,
锦江源 jinjiangyuan, 蓝拓 lantuo, 光屿 guangyu, 阳谷 yanggu, 储安 chuan, 诚科 chengke, 赫兹 hezi, 芯纪 xinji, 晶洲 jingzhou, 微纳 weina,
鸿图 hongtu, 盛朗 shenglang, 铂涛 botao, 建友 jianyou, 筑品 zhupin, 森联 senlian, 恒固 henggu, 美域 meiyu, 居朴 jupu, 百盈 baiying,
乐淘 letao, 优品汇 youpinhui, 华服 huafu, 知行 zhixing, 启明星 qimingxing, 博学 boxue, 数擎 shuqing, 码上 mashang, 云鼎 yunding, 极数 jishu,
讯辰 xunchen, 通宝 tongbao, 天线宝 tianxianbao, 华检 huajian, 中认 zhongren, 质衡 zhiheng, 众智 zhongzhi, 方略 fanglue, 明德 mingde, 仁济康 renjikang,
铭盛 mingsheng, 岳泰 yuetai, 皓宇 haoyu, 景润 jingrun, 申浦 shenpu, 江南岸 jiangnanan, 吴越 wuyue, 太仓港 taicanggang, 甬江 yongjiang, 钱塘 qiantang,
锡源 xiyuan, 虞山 yushan, 玉峰 yufeng, 阳澄 yangcheng, 海门达 haimenda, 徽商源 huishangyuan, 庐阳 luyang, 鲁星 luxing, 蓬莱阁 penglaige, 即墨达 jimoda,
粤海丰 yuehaifeng, 鹏沃 pengwo, 莞城 guancheng, 闽泰 mintai, 鹭岛 ludao, 楚天 chutian, 汉阳 hanyang, 蜀峰 shufeng, 渝成 yucheng, 津沽 jingu,
长安信 changanxin, 元朗 yuanlang, 康霖 kanglin, 百钧 baijun, 宇虹 yuhong, 方圆 fangyuan, 双翼 shuangyi, 四维 siwei, 五洲 wuzhou, 六合 liuhe,
七彩 qicai, 八方 bafang, 九鼎 jiuding, 十方 shifang, 盈科达 yingkeda, 裕丰 yufeng, 广裕 guangyu, 祥和 xianghe, 瑞安德 ruiande, 日昌 richang,
柏源 boyuan, 拓禹 tuoyu, 大舟 dazhou, 北屿 beiyu, 南极光 nanjiguang, 西林达 xilinda, 中科恒 zhongkeheng, 新泰 xintai, 福莱 fulai, 诚益 chengyi
`);

/** Industry, its share, word in the company's name, word in its short name, what it does. */
export const ZH_TRADES = tableIn(`
manufacturing|9|精密制造|精密|精密零件加工
manufacturing|7|金属制品|金属|钣金与冲压
manufacturing|7|塑胶制品|塑胶|注塑成型
manufacturing|5|模具|模具|模具设计制造
manufacturing|5|包装材料|包装|软包装与纸箱
manufacturing|4|五金制品|五金|五金件
electronics|9|电子科技|电子|PCBA与整机代工
electronics|7|电子|电子|连接器与线束
electronics|5|光电科技|光电|光学镜头与模组
electronics|4|半导体|半导体|封装测试
machinery|8|智能装备|智装|非标自动化
machinery|7|机械|机械|通用机械
machinery|6|自动化设备|自动化|产线集成
machinery|3|液压机械|液压|液压元件
automotive|9|汽车零部件|汽配|底盘与传动零件
automotive|4|汽车电子|汽电|车载电子
automotive|3|汽车饰件|饰件|内外饰件
food|6|食品|食品|休闲食品
food|3|饮料|饮料|饮料灌装
food|2|粮油|粮油|粮油加工
logistics|6|物流|物流|合同物流
logistics|4|供应链管理|供应链|仓储与供应链
logistics|2|国际货运代理|货代|国际货代
medical|6|医疗器械|医械|二类医疗器械
medical|3|生物科技|生物|体外诊断试剂
healthcare|2|健康管理|健康|体检与健康管理
energy|5|新能源科技|新能源|锂电池组
energy|3|电力设备|电力|配电柜与开关
construction|3|机电工程|机电|机电安装
construction|3|建材|建材|新型建材
technology|4|智能科技|智能|工业物联网
technology|3|信息技术|信息|系统集成
software|2|软件|软件|行业软件
retail|3|商贸|商贸|办公用品批发
retail|2|服饰|服饰|服装零售
telecommunications|2|通信设备|通信|光通信器件
services|2|检测技术服务|检测|第三方检测
education|2|教育科技|教育|职业实训
`);

/** Customers that are no companies of the usual form: name, short name, industry, sector, city. */
export const ZH_INSTITUTIONS = tableIn(`
昆山市精密制造公共服务中心|昆山公服中心|government|公共技术服务|昆山
江苏沿海智能制造研究院|沿海智造院|government|科研院所|南通
宁波市北仑区中等专业实训学校|北仑实训校|education|职业教育|宁波
常州机械装备高级技工学校|常州技工校|education|职业教育|常州
合肥滨湖骨科专科医院|滨湖骨科|healthcare|专科医院|合肥
上海申浦职业技能培训中心|申浦培训|education|技能培训|上海
苏州工业装备计量检测中心|苏州计量|government|计量检测|苏州
青岛港湾船舶修造厂|港湾船修|machinery|船舶修造|青岛
`);

/** City, province or municipality, dialling code, weight, districts. */
export const ZH_CITIES = tableIn(`
上海|上海|021|26|浦东新区,闵行区,嘉定区,松江区,青浦区,奉贤区,宝山区
苏州|江苏|0512|20|工业园区,高新区,吴中区,相城区,吴江区
昆山|江苏|0512|13|玉山镇,张浦镇,周市镇,陆家镇
无锡|江苏|0510|11|新吴区,惠山区,锡山区,滨湖区
常州|江苏|0519|8|武进区,新北区,天宁区
南京|江苏|025|7|江宁区,浦口区,栖霞区
南通|江苏|0513|5|崇川区,通州区,海门区
杭州|浙江|0571|9|萧山区,余杭区,滨江区,钱塘区
宁波|浙江|0574|9|北仑区,鄞州区,镇海区,江北区
嘉兴|浙江|0573|6|南湖区,秀洲区,平湖市,海宁市
台州|浙江|0576|4|椒江区,路桥区,温岭市
绍兴|浙江|0575|3|越城区,柯桥区,上虞区
合肥|安徽|0551|5|经开区,高新区,肥西县
芜湖|安徽|0553|3|鸠江区,弋江区
青岛|山东|0532|4|黄岛区,城阳区,即墨区
烟台|山东|0535|3|福山区,开发区,牟平区
深圳|广东|0755|5|宝安区,龙岗区,光明区,坪山区
东莞|广东|0769|5|长安镇,虎门镇,松山湖,塘厦镇
广州|广东|020|3|黄埔区,番禺区,增城区
佛山|广东|0757|3|顺德区,南海区
厦门|福建|0592|3|集美区,海沧区,同安区
武汉|湖北|027|3|东西湖区,江夏区,蔡甸区
成都|四川|028|3|龙泉驿区,郫都区,双流区
重庆|重庆|023|2|两江新区,璧山区,渝北区
天津|天津|022|3|西青区,滨海新区,武清区
北京|北京|010|2|大兴区,顺义区,昌平区
西安|陕西|029|2|高新区,未央区
`);

export const ZH_ROADS = [
  ..."兴业路 创业路 科技大道 长江路 东环路 青阳路 星湖街 唯新路 金枫路 泰山路 新安江路 华山中路 淞葭路 民营工业园路 振兴路 春申路 沪闵路 申江南路 嘉松北路 北松公路 银都路 园区三路".split(" "),
  ..."港前大道 滨海四路 保税西路 人民东路 建设路 工业大道 富民南路 胜利路 永丰路 光华路 新元路 南湖大道 锦绣路 龙腾路 同德路 环城西路 凤凰大道 学林街 秀园路 万盛街".split(" "),
];

export const ZH_PREMISES = ["{n}号", "{n}号{b}幢", "{n}号{b}号楼{r}室", "{n}弄{b}号", "{n}号标准厂房{b}栋", "{n}号科创园{b}座{r}", "{n}号", "{n}号{r}室"];
